using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arena.Analyzers.CodeFixes.Patterns;

/// <summary>Fixes TSH2005: renames the misspelt axis.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LonelyAxisTypoFix() : PatternFix("TSH2005");
