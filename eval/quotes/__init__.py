"""Quality of what is extracted: quotations, speakers, regions, topics; and how sure a quotation is."""
