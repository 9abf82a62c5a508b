using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Patterns;

/// <summary>TSH2001: a pattern has characters or elements that no pattern of its kind has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidPattern() : PatternRule(Rules.InvalidPattern);
