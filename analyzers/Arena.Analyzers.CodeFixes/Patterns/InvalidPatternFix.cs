using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arena.Analyzers.CodeFixes.Patterns;

/// <summary>Fixes TSH2001: adds a <c>)</c>, writes the arrow, separates axes by spaces.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class InvalidPatternFix() : PatternFix("TSH2001");
