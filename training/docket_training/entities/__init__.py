"""Ticket entities: which words of a ticket name an order, a person, a date …"""
