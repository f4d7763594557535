"""The record as frozen values, and its words in both languages."""
