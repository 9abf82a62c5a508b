using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Patterns;

/// <summary>TSH2002: an einsum gets another number of tensors than its pattern has operands.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OperandCount() : PatternRule(Rules.OperandCount);
