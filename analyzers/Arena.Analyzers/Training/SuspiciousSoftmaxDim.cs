using System.Collections.Immutable;
using Arena.Analyzers.Patterns;
using Arena.Analyzers.Shapes;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>TSH3004: a softmax or argmax over the batch, or over the positions where they come first.</summary>
internal static class SuspiciousSoftmaxDim
{
    /// <summary>The property that is there when the last axis is another one.</summary>
    public const string HasOther = "other";

    /// <summary>Whether an operation may be one, as its name tells.</summary>
    public static bool Concerns(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "softmax" or "log_softmax" or "argmax" };

    public static void Check(IInvocationOperation call, Hints hints)
    {
        if (!Concerns(call) || !call.IsTensorCall(hints.Torch) || call.Subject() is not { } subject
            || call.Argument("dim") is not { } argument || PatternCall.ConstantSize(argument) is not { } dim)
            return;
        var shape = hints.ShapeOf(subject);
        if ((shape.Rank ?? shape.KnownAxes) < 2 || shape[dim] is not { } axis) return;
        var name = axis.Name is null ? null : Contracts.SymbolOf(axis.Name).Key;
        var isFirst = dim == 0 || shape.Rank is { } rank && dim == -rank;
        if (!IsBatch(name) && !(isFirst && (name is null || IsPosition(name)))) return;
        var isLast = dim == -1 || shape.Rank is { } all && dim == all - 1;
        var advice = isLast ? "" : "; write dim: -1 for the last axis";
        hints.Report(Diagnostic.Create(
            Rules.SuspiciousSoftmaxDim, argument.Syntax.GetLocation(),
            isLast ? null : ImmutableDictionary<string, string?>.Empty.Add(HasOther, ""),
            $"'{call.TargetMethod.Name}' runs over axis {dim} of {shape}, {Meaning(name)}{advice}"));
    }

    private static string Meaning(string? name) =>
        IsPosition(name) && !IsBatch(name) ? "so it compares positions"
        : name is null ? "which mostly counts the items of a batch, so it compares items"
        : "so it compares the items of a batch";

    private static bool IsBatch(string? name) =>
        name is "batch" or "item" or "items" or "batch_size" or "sample" or "samples";

    private static bool IsPosition(string? name) =>
        name is "b" or "n" or "s" or "seq" or "pos" or "position" or "token";
}
