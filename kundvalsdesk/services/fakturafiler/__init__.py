"""What an anordnare sends to be paid: CSV, XLSX or Peppol BIS Billing 3, read without trusting any of it."""
