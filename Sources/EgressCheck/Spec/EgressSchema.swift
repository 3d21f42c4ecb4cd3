// SPDX-License-Identifier: Apache-2.0

/// The JSON Schema of a specification, as it is published in `Schemas/egress-spec.json`.
package enum EgressSchema {
  /// The schema with a line end.
  package static let text = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "shuyu egress check",
      "description": "Paths are relative to the specification; unknown keys are refused.",
      "oneOf": [
        {"$ref": "#/$defs/tabulation"},
        {"$ref": "#/$defs/query"},
        {"$ref": "#/$defs/microdata"},
        {"$ref": "#/$defs/model"},
        {"$ref": "#/$defs/report"}
      ],
      "$defs": {
        "measure": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "function": {
              "enum": [
                "count",
                "contributors",
                "sum",
                "mean",
                "share",
                "variance",
                "std",
                "median",
                "quantile",
                "min",
                "max",
                "regression"
              ]
            },
            "column": {"type": "string", "minLength": 1, "maxLength": 1024},
            "quantile": {"type": "number", "minimum": 0, "maximum": 1},
            "on": {
              "type": "array",
              "items": {"type": "string", "minLength": 1, "maxLength": 1024},
              "maxItems": 50
            }
          },
          "required": ["function"]
        },
        "tableParameters": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "contributors": {"type": "integer", "minimum": 3, "maximum": 1000000},
            "differencing": {"type": "integer", "minimum": 3, "maximum": 1000000},
            "dominance": {
              "type": "array",
              "maxItems": 8,
              "items": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  "n": {"type": "integer", "minimum": 1, "maximum": 50},
                  "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
                },
                "required": ["n", "share"]
              }
            },
            "pPercent": {
              "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                {"type": "null"}
              ]
            },
            "pq": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "p": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                "q": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
              },
              "required": ["p", "q"]
            },
            "degreesOfFreedom": {"type": "integer", "minimum": 0},
            "zeros": {"enum": ["fail", "review", "allow"]},
            "rounding": {"enum": [0, 5, 6, "none", "base5", "midpoint6", "midpoint-6"]}
          }
        },
        "tabulation": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "kind": {"const": "tabulation"},
            "input": {"type": "string", "minLength": 1, "maxLength": 1024},
            "subject": {"type": "string", "minLength": 1, "maxLength": 1024},
            "weight": {"type": "string", "minLength": 1, "maxLength": 1024},
            "dimensions": {
              "type": "array",
              "minItems": 1,
              "maxItems": 8,
              "uniqueItems": true,
              "items": {"type": "string", "minLength": 1, "maxLength": 1024}
            },
            "measures": {
              "type": "array",
              "minItems": 1,
              "maxItems": 16,
              "items": {"$ref": "#/$defs/measure"}
            },
            "hierarchies": {
              "type": "object",
              "additionalProperties": {
                "type": "string",
                "minLength": 1,
                "maxLength": 1024
              }
            },
            "margins": {"type": "boolean"},
            "parameters": {"$ref": "#/$defs/tableParameters"},
            "releases": {
              "type": "array",
              "items": {"type": "string", "minLength": 1, "maxLength": 1024},
              "maxItems": 64
            }
          },
          "required": ["kind", "input", "subject", "dimensions", "measures"]
        },
        "query": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "kind": {"const": "query"},
            "input": {"type": "string", "minLength": 1, "maxLength": 1024},
            "subject": {"type": "string", "minLength": 1, "maxLength": 1024},
            "weight": {"type": "string", "minLength": 1, "maxLength": 1024},
            "parametersOf": {
              "type": "object",
              "minProperties": 1,
              "maxProperties": 8,
              "additionalProperties": {
                "anyOf": [
                  {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 10000,
                    "items": {"type": ["string", "number"]}
                  },
                  {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                      "column": {"type": "string", "minLength": 1, "maxLength": 1024},
                      "bucket": {"type": "number", "exclusiveMinimum": 0},
                      "values": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 10000,
                        "items": {"type": ["string", "number"]}
                      }
                    }
                  }
                ]
              }
            },
            "measures": {
              "type": "array",
              "minItems": 1,
              "maxItems": 16,
              "items": {"$ref": "#/$defs/measure"}
            },
            "margins": {"type": "boolean"},
            "parameters": {"$ref": "#/$defs/tableParameters"},
            "releases": {
              "type": "array",
              "items": {"type": "string", "minLength": 1, "maxLength": 1024},
              "maxItems": 64
            }
          },
          "required": ["kind", "input", "subject", "parametersOf", "measures"]
        },
        "microdata": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "kind": {"const": "microdata"},
            "input": {"type": "string", "minLength": 1, "maxLength": 1024},
            "raw": {
              "type": "array",
              "items": {"type": "string", "minLength": 1, "maxLength": 1024},
              "maxItems": 8
            },
            "subject": {"type": "string", "minLength": 1, "maxLength": 1024},
            "columns": {
              "type": "object",
              "maxProperties": 500,
              "additionalProperties": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  "from": {"type": "string", "minLength": 1, "maxLength": 1024},
                  "role": {
                    "enum": [
                      "quasi-identifier",
                      "sensitive",
                      "other",
                      "direct-identifier"
                    ]
                  },
                  "ordered": {"type": "boolean"},
                  "pseudonym": {"type": "boolean"}
                },
                "required": ["role"]
              }
            },
            "parameters": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "k": {"type": "integer", "minimum": 1},
                "l": {
                  "anyOf": [
                    {"type": "integer", "minimum": 1},
                    {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "distinct": {"type": "integer", "minimum": 1},
                        "entropy": {"type": "number", "minimum": 1},
                        "recursive": {
                          "type": "object",
                          "additionalProperties": false,
                          "properties": {
                            "c": {"type": "number", "exclusiveMinimum": 0},
                            "l": {"type": "integer", "minimum": 1}
                          },
                          "required": ["c", "l"]
                        }
                      }
                    }
                  ]
                },
                "t": {
                  "anyOf": [
                    {"type": "number", "minimum": 0, "maximum": 1},
                    {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "value": {"type": "number", "minimum": 0, "maximum": 1},
                        "distance": {"enum": ["equal", "ordered"]}
                      },
                      "required": ["value"]
                    }
                  ]
                },
                "suppression": {"type": "number", "minimum": 0, "maximum": 1},
                "missing": {"enum": ["value", "wildcard"]},
                "releaseModel": {"enum": ["enclave", "agreement", "open"]},
                "context": {"type": "number", "minimum": 0, "maximum": 1}
              }
            }
          },
          "required": ["kind", "input", "columns"]
        },
        "model": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "kind": {"const": "model"},
            "input": {"type": "string", "minLength": 1, "maxLength": 1024},
            "raw": {
              "type": "array",
              "items": {"type": "string", "minLength": 1, "maxLength": 1024},
              "maxItems": 8
            },
            "holdout": {"type": "string", "minLength": 1, "maxLength": 1024},
            "target": {"type": "string", "minLength": 1, "maxLength": 1024}
          },
          "required": ["kind", "input"]
        },
        "report": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "kind": {"const": "report"},
            "inputs": {
              "type": "array",
              "items": {"type": "string", "minLength": 1, "maxLength": 1024},
              "minItems": 1,
              "maxItems": 64,
              "uniqueItems": true
            },
            "raw": {
              "type": "array",
              "items": {"type": "string", "minLength": 1, "maxLength": 1024},
              "maxItems": 8
            }
          },
          "required": ["kind", "inputs"]
        }
      }
    }

    """#
}
