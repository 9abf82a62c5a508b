using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Lifetime;

/// <summary>TSH4001: a tensor that was made in a dispose scope is returned or stored, and freed on the way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EscapesDisposeScope : TorchAnalyzer
{
    /// <summary>What the fix reads: the calls to append, as <c>".MoveToOuterDisposeScope()"</c>.</summary>
    public const string Appended = nameof(Appended);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.EscapesDisposeScope];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        Scopes.WhereCalled(context, Scopes.Open, (block, calls) => Check(block, calls, torch));

    private static void Check(
        OperationBlockAnalysisContext context, IReadOnlyList<IInvocationOperation> calls, TorchTypes torch)
    {
        var functions = calls.Where(call => Scopes.IsDisposeScope(call, torch)).Select(Scopes.Function).Distinct();
        foreach (var escape in functions.SelectMany(function => ScopeFlow.Run(function, torch)))
        {
            var text = Scopes.Quote(escape.Expression);
            var isShort = text != Scopes.Long;
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.EscapesDisposeScope,
                escape.Expression.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(Appended, escape.Appended),
                isShort ? $"'{text}'" : text,
                isShort
                    ? $"{escape.Verb} '{escape.Expression.AsReceiver()}{escape.Appended}'"
                    : $"append '{escape.Appended}'"));
        }
    }
}
