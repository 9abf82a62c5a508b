using System.Text;

namespace Arena.Patterns;

/// <summary>An einsum in the letters that libtorch knows, and the checks that libtorch leaves out.</summary>
public static class EinsumPlan
{
    private const string SizeOneAdvice =
        "An axis of size 1 is not stretched: index it away, or give it another name to sum over it.";

    /// <summary>The pattern with one letter an axis: <c>"ab,bc-&gt;ac"</c>.</summary>
    /// <param name="pattern">An einsum pattern without findings.</param>
    public static string Equation(Pattern pattern)
    {
        var letters = pattern.Names.Select((name, index) =>
            (name, letter: (char)(index < 26 ? 'a' + index : 'A' + index - 26)))
            .ToDictionary(pair => pair.name, pair => pair.letter);
        var equation = new StringBuilder();
        foreach (var operand in pattern.Inputs)
            Append(equation.Append(equation.Length > 0 ? "," : ""), operand, letters);
        return Append(equation.Append("->"), pattern.Output!, letters).ToString();
    }

    /// <summary>What does not fit between the pattern and the operands' shapes, or null.</summary>
    /// <param name="pattern">An einsum pattern without findings.</param>
    /// <param name="shapes">The shape of every operand.</param>
    public static PatternFinding? Check(Pattern pattern, IReadOnlyList<long[]> shapes)
    {
        if (shapes.Count != pattern.Inputs.Count)
            return new(PatternProblem.OperandCount,
                pattern.Inputs[0].Place.To(pattern.Inputs[pattern.Inputs.Count - 1].Place),
                $"The pattern has {Count(pattern.Inputs.Count, "operand")}, "
                + $"but {Count(shapes.Count, "tensor")} came with it.",
                "Operands are separated by commas.");
        var axes = new Dictionary<string, (long Size, int Operand)>();
        var batch = new List<long>();
        for (var i = 0; i < shapes.Count; i++)
            if (CheckOperand(pattern.Inputs[i], shapes[i], i, axes, batch) is { } finding)
                return finding;
        return null;
    }

    private static PatternFinding? CheckOperand(
        PatternSide operand, long[] shape, int index, Dictionary<string, (long Size, int Operand)> axes,
        List<long> batch)
    {
        if (ElementaryAxes.CheckRank(operand, shape.Length, $"operand {index + 1}") is { } wrong) return wrong;
        var at = 0;
        foreach (var element in operand.Elements)
        {
            if (element.Kind == ElementKind.Ellipsis)
            {
                var count = shape.Length - operand.Elements.Count + 1;
                if (CheckBatch(element, shape.Skip(at).Take(count).ToList(), index, batch) is { } clash) return clash;
                at += count;
                continue;
            }
            var size = shape[at++];
            if (!axes.TryGetValue(element.Name, out var known)) axes.Add(element.Name, (size, index));
            else if (known.Size != size)
                return new(PatternProblem.SizeMismatch, element.Place, known.Operand == index
                    ? $"Axis '{element.Name}' is {known.Size} and {size} in operand {index + 1}."
                    : $"Axis '{element.Name}' is {size} in operand {index + 1} "
                        + $"but {known.Size} in operand {known.Operand + 1}.",
                    known.Size == 1 || size == 1 ? SizeOneAdvice : "");
        }
        return null;
    }

    // '...' lines up from the right and stretches axes of size 1: that is what an ellipsis means in every einsum.
    private static PatternFinding? CheckBatch(PatternElement ellipsis, List<long> sizes, int index, List<long> batch)
    {
        while (batch.Count < sizes.Count) batch.Insert(0, 1);
        for (var i = 1; i <= sizes.Count; i++)
        {
            var known = batch[batch.Count - i];
            var size = sizes[sizes.Count - i];
            if (known != size && known != 1 && size != 1)
                return new(PatternProblem.SizeMismatch, ellipsis.Place,
                    $"An axis of '...' is {size} in operand {index + 1} but {known} before.");
            if (size != 1) batch[batch.Count - i] = size;
        }
        return null;
    }

    private static StringBuilder Append(StringBuilder equation, PatternSide side, Dictionary<string, char> letters)
    {
        foreach (var element in side.Elements)
            if (element.Kind == ElementKind.Ellipsis) equation.Append("...");
            else equation.Append(letters[element.Name]);
        return equation;
    }

    private static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
