using Arena.Patterns;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>Compares a tensor with the shape that was promised for it.</summary>
internal static class Promise
{
    public static void Check(
        Evaluator evaluator, SyntaxNode place, string what, TensorValue tensor, Pattern contract, Location? promise,
        bool mayGrow = false)
    {
        if (Contracts.Differs(tensor.Shape, Contracts.Shape(contract), mayGrow, out var relation) is not { } difference)
            return;
        evaluator.Report(
            Rules.ShapeContract, place,
            $"{what} is promised as \"{contract.Text}\", but is {tensor.Shape}: {difference}",
            relation, [promise ?? Location.None, tensor.Source]);
    }
}
