using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arena.Analyzers.CodeFixes.Patterns;

/// <summary>Fixes TSH2103: writes the <c>Rearrange</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnsqueezeLadderFix() : EinopsFix("TSH2103");
