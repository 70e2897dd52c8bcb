"""The plan and how far it is: links, forecast, float, earned value, the DCMA points."""
