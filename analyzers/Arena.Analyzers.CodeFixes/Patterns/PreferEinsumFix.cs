using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arena.Analyzers.CodeFixes.Patterns;

/// <summary>Fixes TSH2102: writes the <c>Einsum</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PreferEinsumFix() : EinopsFix("TSH2102");
