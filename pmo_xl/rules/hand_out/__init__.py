"""HND: rules on 配布記録."""
