using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes;

/// <summary>
/// TSH1001: <c>x.sum(0)</c> binds to <c>sum(ScalarType?)</c>, as the constant 0 converts to every enum, and sums all
/// elements as bytes.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ZeroBindsToDtype : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.ZeroBindsToDtype];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterOperationAction(call => Check(call, torch), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, TorchTypes torch)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("sum" or "prod") || !torch.Declares(call.TargetMethod)) return;
        foreach (var argument in call.Arguments)
            if (argument.ArgumentKind == ArgumentKind.Explicit && IsZeroAsDtype(argument.Value, torch))
                context.ReportDiagnostic(Diagnostic.Create(
                    Rules.ZeroBindsToDtype, argument.Syntax.GetLocation(), call.TargetMethod.Name));
    }

    // The conversion to ScalarType? is two: the constant to the enum, and the enum to the nullable.
    private static bool IsZeroAsDtype(IOperation value, TorchTypes torch)
    {
        var isDtype = false;
        while (value is IConversionOperation conversion)
        {
            isDtype |= TorchTypes.Is(conversion.Type, torch.ScalarType)
                || conversion.Type is INamedTypeSymbol { TypeArguments: [var inner] }
                    && TorchTypes.Is(inner, torch.ScalarType);
            value = conversion.Operand;
        }
        return isDtype && value.Type?.SpecialType == SpecialType.System_Int32
            && value.ConstantValue is { HasValue: true, Value: 0 };
    }
}
