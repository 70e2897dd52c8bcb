"""Buttons for a workbook that exists already: found room for, put in, proved to have changed nothing else."""
