using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Modules;

/// <summary>TSH5002: a field gets its module after <c>RegisterComponents()</c> has looked at the fields.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegisteredTooEarly : TorchAnalyzer
{
    /// <summary>Set where the call can be moved: the class registers its fields itself.</summary>
    public const string CanMove = nameof(CanMove);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.RegisteredTooEarly];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterOperationAction(body => Check(body, torch), OperationKind.ConstructorBody);

    private static void Check(OperationAnalysisContext context, TorchTypes torch)
    {
        var body = (IConstructorBodyOperation)context.Operation;
        var type = context.ContainingSymbol.ContainingType;
        if (body.BlockBody is not { } block || !torch.IsModule(type?.BaseType)) return;
        if (body.Syntax is not ConstructorDeclarationSyntax constructor) return;
        var call = block.Operations.FirstOrDefault(IsRegistration);
        var isInherited = type!.BaseType!.DeclaringSyntaxReferences.Length > 0
            && Components.RegistersInEveryConstructor(type.BaseType);
        if (call is null && !isInherited) return;
        var from = isInherited ? block.Syntax.SpanStart : call!.Syntax.Span.End;
        var late = block.Now().OfType<ISimpleAssignmentOperation>()
            .Where(one => one.Syntax.SpanStart >= from && IsComponent(one, torch))
            .Select(one => ((IMemberReferenceOperation)one.Target).Member.Name).Distinct().ToList();
        if (late.Count == 0 || Handles(type, torch)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.RegisteredTooEarly,
            (call as IExpressionStatementOperation)?.Operation.Syntax.GetLocation()
                ?? constructor.Identifier.GetLocation(),
            isInherited ? null : ImmutableDictionary<string, string?>.Empty.Add(CanMove, ""),
            $"{Components.List(late)} {(late.Count == 1 ? "is" : "are")}",
            isInherited ? "the RegisterComponents() of the base class" : "RegisterComponents()",
            isInherited ? "assign in the declaration, or call register_module()" : "call it last"));
    }

    private static bool IsRegistration(IOperation statement) =>
        statement is IExpressionStatementOperation
        {
            Operation: IInvocationOperation
            {
                TargetMethod: { Name: Components.Register, Parameters.Length: 0 },
                Instance: IInstanceReferenceOperation,
            },
        };

    private static bool IsComponent(ISimpleAssignmentOperation assignment, TorchTypes torch) =>
        assignment.Target is IFieldReferenceOperation { Instance: IInstanceReferenceOperation }
            or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation }
        && Components.IsComponent(assignment.Target.Type, torch)
        // An activation has nothing to train, to save or to move.
        && !(torch.Declares(assignment.Target.Type!) && StatelessLayers.Names.Contains(assignment.Target.Type!.Name))
        && assignment.Value.ConstantValue is not { HasValue: true, Value: null }
        && assignment.Value.Unwrapped().ConstantValue is not { HasValue: true, Value: null };

    private static bool Handles(INamedTypeSymbol type, TorchTypes torch)
    {
        for (var one = type; one is not null && !torch.Declares(one); one = one.BaseType)
            if (one.DeclaringSyntaxReferences.Length == 0 || Components.RegistersByHand(one))
                return true;
        return false;
    }
}
