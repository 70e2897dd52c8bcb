"""KPI: rules on KPI."""
