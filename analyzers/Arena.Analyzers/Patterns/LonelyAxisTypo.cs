using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Patterns;

/// <summary>TSH2005: an axis of an einsum that is summed by itself is one letter away from another.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LonelyAxisTypo() : PatternRule(Rules.LonelyAxisTypo);
