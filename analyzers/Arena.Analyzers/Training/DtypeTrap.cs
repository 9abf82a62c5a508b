using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>TSH3006: an operation that throws because of a dtype that is certain where it stands.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DtypeTrap : TorchAnalyzer
{
    /// <summary>Under which name a finding carries the dtype that would do.</summary>
    public const string Right = nameof(Right);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.DtypeTrap];

    // A project that sets the default dtype may have made any of its tensors in it.
    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch)
    {
        var compilation = context.Compilation;
        var setsDefault = new Lazy<bool>(() => compilation.Mentions("set_default_dtype"));
        var dtypes = new KnownDtype(torch);
        context.RegisterOperationAction(call => Check(call, torch, dtypes, setsDefault), OperationKind.Invocation);
    }

    private static void Check(
        OperationAnalysisContext context, TorchTypes torch, KnownDtype dtypes, Lazy<bool> setsDefault)
    {
        var call = (IInvocationOperation)context.Operation;
        var found = call.TargetMethod.Name switch
        {
            "item" when torch.IsTensorMethod(call.TargetMethod) => Item(call, dtypes),
            "mean" or "std" or "var" when call.IsTensorCall(torch) => Mean(call, dtypes),
            "mm" or "matmul" or "bmm" or "mv" or "dot" when call.IsTensorCall(torch) => Product(call, dtypes),
            "call" or "forward" when torch.IsModule(call.Instance?.Type) => Module(call, torch, dtypes),
            "cross_entropy" or "nll_loss" or "binary_cross_entropy" or "binary_cross_entropy_with_logits"
                when torch.IsFunction(call.TargetMethod) =>
                Targets(call.TargetMethod.Name, call.Argument("target"), dtypes),
            _ => null,
        };
        if (found is not var (place, message, right) || setsDefault.Value) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.DtypeTrap, place.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(Right, right), message));
    }

    private static (IOperation Place, string Message, string? Right)? Item(IInvocationOperation call, KnownDtype dtypes)
    {
        if (call.TargetMethod.TypeArguments is not [var type] || KnownDtype.Of(type) is not { } asked
            || dtypes.Of(call.Instance) is not { } real || real == asked || Keyword(real) is not { } keyword)
            return null;
        return (call,
            $"'item<{type.ToDisplayString()}>()' throws on a {real} tensor; write 'item<{keyword}>()'", keyword);
    }

    private static (IOperation, string, string?)? Mean(IInvocationOperation call, KnownDtype dtypes)
    {
        if (call.Argument("type") is not null || call.Subject() is not { } source
            || dtypes.Of(source) is not { } real || !KnownDtype.IsWhole(real))
            return null;
        return (source,
            $"'{call.TargetMethod.Name}' throws on a {real} tensor; convert it with 'to(float32)' first", "float32");
    }

    private static (IOperation, string, string?)? Product(IInvocationOperation call, KnownDtype dtypes)
    {
        var left = call.Subject();
        var right = call.Argument(call.Instance is null ? 1 : 0);
        if (dtypes.Of(left) is not { } one || dtypes.Of(right) is not { } other || one == other) return null;
        var odd = one == "Float32" ? right : left;
        return (odd!, $"'{call.TargetMethod.Name}' throws on a {one} and a {other} tensor; convert one with 'to(…)'",
            one == "Float32" || other == "Float32" ? "float32" : null);
    }

    private static (IOperation, string, string?)? Module(IInvocationOperation call, TorchTypes torch, KnownDtype dtypes)
    {
        if (call.TargetMethod.Parameters.Length == 2)
            return KnownModule.Loss(call.Instance, torch) is { } loss
                ? Targets(loss, call.Argument(1), dtypes)
                : null;
        if (call.Argument(0) is not { } input || KnownModule.Creation(call.Instance, torch) is not
            { TargetMethod.Name: "Linear" } linear
            || linear.Argument("dtype") is not null || dtypes.Of(input) is not { } real || real == "Float32"
            || call.Instance is ILocalReferenceOperation local && IsConverted(local)
            || call.Instance is IFieldReferenceOperation)
            return null;
        return (input,
            $"The layer's weights are Float32, and a {real} tensor throws; convert it with 'to(float32)'", "float32");
    }

    // cross_entropy takes float targets too, as probabilities of the classes: those have one axis more than one number
    // an example.
    private static (IOperation, string, string?)? Targets(string loss, IOperation? target, KnownDtype dtypes)
    {
        if (target is null || dtypes.Of(target) is not { } real) return null;
        if (loss.StartsWith("binary", StringComparison.Ordinal))
            return real is "Int64" or "Int32"
                ? (target,
                    $"'{loss}' takes float targets and throws on {real}; convert them with 'to(float32)'", "float32")
                : null;
        if (real is "Int64" or "Byte" || loss == "cross_entropy" && real != "Int32" && !IsRow(target)) return null;
        return (target,
            $"'{loss}' takes class numbers as Int64 and throws on {real}; convert them with 'to(int64)'", "int64");
    }

    private static bool IsRow(IOperation? target) => target switch
    {
        ILocalReferenceOperation local => IsRow(local.OnlyValue()),
        IInvocationOperation { TargetMethod.Name: "to" or "float" or "double" or "clone" } call =>
            IsRow(call.Subject()),
        IInvocationOperation { TargetMethod.Name: "tensor" } call =>
            call.Argument(0)?.Type is IArrayTypeSymbol { Rank: 1 } && call.Argument("dimensions") is null
            && call.TargetMethod.Parameters.All(parameter => parameter.Name is not ("rows" or "dim0")),
        _ => false,
    };

    // Anything that is done to a module but calling it may convert it.
    private static bool IsConverted(ILocalReferenceOperation module) =>
        module.Root().Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, module.Local))
            .Any(use => use.Parent is not (IInvocationOperation
            {
                TargetMethod.Name: "call" or "forward" or "parameters" or "train" or "eval" or "zero_grad"
            } or IPropertyReferenceOperation));

    private static string? Keyword(string dtype) => dtype switch
    {
        "Float32" => "float",
        "Float64" => "double",
        "Int64" => "long",
        "Int32" => "int",
        "Int16" => "short",
        "Int8" => "sbyte",
        "Byte" => "byte",
        "Bool" => "bool",
        _ => null,
    };
}
