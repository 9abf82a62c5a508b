using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Patterns;

/// <summary>TSH2003: the axes of a pattern and the sizes given with it do not add up.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AxisBookkeeping() : PatternRule(Rules.AxisBookkeeping);
