-- Copies the ERP's tables into the warehouse (SQL Server).

INSERT INTO dw.invoices (invoice_id, customer_id, eur, booked_at)
SELECT invoice_id, customer_id, eur, booked_at
FROM erp.dbo.invoices WITH (NOLOCK)
WHERE booked_at >= DATEADD(day, -3, SYSUTCDATETIME());

INSERT INTO dw.suppliers (supplier_id, name, country)
SELECT supplier_id, name, country
FROM erp.dbo.suppliers;

-- how busy is it?
SELECT session_id, wait_type FROM sys.dm_exec_requests WITH (NOLOCK);
SELECT count(*) FROM erp.dbo.invoices WITH (NOLOCK);
