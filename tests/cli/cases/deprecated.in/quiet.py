# Gold Table  lakespeak: ignore[deprecated-term] a quote
x = 1
# lakespeak: ignore[deprecated-term]
y = 1
