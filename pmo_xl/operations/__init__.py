"""The user's verbs: one file per verb, the only place that orders the steps. Faces call nothing else."""
