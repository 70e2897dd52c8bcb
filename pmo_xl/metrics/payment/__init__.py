"""What is owed and by when: deliveries, invoices, tax, the payment law (取適法)."""
