"""The short codes by which the court's public law interface names a local authority, and our own authorities' GSS codes.

They are the court's own and follow no register. Only codes whose meaning is known stand here; any other, such as that of an authority
that is no more (CMB, Cumbria), is shown as it came and flagged for a person.
"""

GSS = {
    "BNS": "E06000022", "BIR": "E08000025", "BDB": "E06000008", "BCP": "E06000058", "BOL": "E08000001", "BHC": "E06000043",
    "BCC": "E06000023", "BSC": "E06000060", "CEB": "E06000049", "COR": "E06000052", "CCC": "E08000026", "DBC": "E06000005",
    "DER": "E06000015", "DSC": "E10000007", "DEV": "E10000008", "DMC": "E08000027", "DCC": "E06000047", "ERY": "E06000011",
    "GTE": "E08000037", "GCC": "E10000013", "HBC": "E06000006", "HFC": "E06000019", "HCC": "E10000015", "KBC": "E08000011",
    "LAN": "E10000017", "LEI": "E06000016", "LCO": "E10000018", "LIC": "E10000019", "LCC": "E08000012", "HN": "E09000017",
    "LBM": "E09000024", "LBC": "E06000032", "MWC": "E06000035", "MDB": "E06000002", "MKC": "E06000042", "NCC": "E08000021",
    "NELC": "E06000012", "NLC": "E06000013", "NSC": "E06000024", "NYS": "E06000065", "NHC": "E06000018", "NGC": "E10000024",
    "OLC": "E08000004", "OCC": "E10000025", "PET": "E06000031", "PCC": "E06000044", "RCC": "E06000038", "SMC": "E08000028",
    "SHR": "E06000051", "SOL": "E08000029", "SOC": "E06000066", "SCC": "E06000045", "STF": "E10000028", "STC": "E08000007",
    "SOT": "E06000004", "STO": "E06000021", "SN": "E06000030", "TAM": "E08000008", "TWB": "E06000020", "TBC": "E08000009",
    "WMD": "E08000036", "WAL": "E08000030", "WCC": "E10000031", "WIC": "E08000010", "SNW": "E06000054", "WIR": "E08000015",
    "WOL": "E08000031", "WSC": "E10000034", "YCC": "E06000014",
}  # fmt: skip
"""The court's code → our authority's GSS code."""
