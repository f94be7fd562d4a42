import requests

def load(ds):
    # Fills the data lake
    rows = requests.get("https://shop.example/orders")
    # Never: requests.get(url)
    spark.sql("select * from orders where amount = null")
    return requests.get("https://shop.example/x", timeout=5)
