using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Lifetime;

/// <summary>TSH4002: <c>no_grad();</c> as a statement switches gradients off for good.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScopeNotInUsing : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.ScopeNotInUsing];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterOperationAction(call => Check(call, torch), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, TorchTypes torch)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Scopes.IsOpened(call, torch) || !IsLost(call)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.ScopeNotInUsing, call.Syntax.GetLocation(), $"{call.TargetMethod.Name}()", Code(call)));
    }

    // The message shows the line to write; arguments are kept when they are short.
    private static string Code(IInvocationOperation call) =>
        Scopes.Quote(call.Syntax) is var text && text != Scopes.Long ? text : $"{call.TargetMethod.Name}(…)";

    private static bool IsLost(IInvocationOperation call)
    {
        IOperation whole = call;
        while (whole.Parent is IConversionOperation or IParenthesizedOperation) whole = whole.Parent;
        return whole.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } =>
                IsNeverClosed(declarator),
            _ => false,
        };
    }

    // A variable that is only asked things, and is not handed on, is closed by nobody.
    private static bool IsNeverClosed(IVariableDeclaratorOperation declarator)
    {
        for (IOperation? parent = declarator; parent is not null and not IBlockOperation; parent = parent.Parent)
            if (parent is IUsingDeclarationOperation or IUsingOperation)
                return false;
        var root = (IOperation)declarator;
        while (root.Parent is not null) root = root.Parent;
        return root.Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, declarator.Symbol))
            .All(IsQuestion);
    }

    private static bool IsQuestion(ILocalReferenceOperation use) =>
        use.Parent switch
        {
            IInvocationOperation call => call.Instance == use && call.TargetMethod.Name != "Dispose",
            IPropertyReferenceOperation => true,
            _ => false,
        };
}
