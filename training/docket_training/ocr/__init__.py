"""Optical recognition: PP-OCRv6 small from the rapidocr wheel, its recognition head cut to Latin scripts."""
