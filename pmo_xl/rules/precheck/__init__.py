"""PRE: what goes to the customer, looked through before it goes. Judged by precheck, never by check."""
