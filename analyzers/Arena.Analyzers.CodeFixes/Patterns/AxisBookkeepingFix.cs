using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arena.Analyzers.CodeFixes.Patterns;

/// <summary>Fixes TSH2003: renames a misspelt axis, takes a size away that no axis has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AxisBookkeepingFix() : PatternFix("TSH2003");
