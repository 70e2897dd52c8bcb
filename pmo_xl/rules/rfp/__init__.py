"""RFP: rules on RFP照合表."""
