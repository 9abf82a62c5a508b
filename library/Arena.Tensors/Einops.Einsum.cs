using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

public static partial class Einops
{
    private static readonly BoundedCache<ParsedEinsum> Einsums = new(PatternsKept, text => new(text));

    /// <summary>
    /// Multiplies tensors along axes of the same name and sums over the axes that the output does not have.
    /// </summary>
    /// <param name="pattern">
    /// The operands, separated by commas, and the output: <c>"batch query d, batch key d -&gt; batch query key"</c>. An
    /// axis that stands twice in one operand takes its diagonal. <c>...</c> stands for any number of batch axes, which
    /// line up from the right and broadcast.
    /// </param>
    /// <param name="tensors">One tensor an operand.</param>
    /// <returns>A tensor with the axes of the output.</returns>
    /// <exception cref="EinopsException">
    /// The pattern is wrong, or does not fit the shapes. It is stricter than <c>torch.einsum</c>: an axis has one size
    /// in all operands (1 is not stretched), <c>...</c> cannot vanish, and an axis that stands once and is one edit
    /// from another name is taken for a typo.
    /// </exception>
    public static Tensor Einsum(string pattern, params ReadOnlySpan<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var operands = tensors.ToArray();
        foreach (var operand in operands) ArgumentNullException.ThrowIfNull(operand, nameof(tensors));
        return einsum(Einsums.Get(pattern).EquationFor(Array.ConvertAll(operands, Sizes.Of)), operands);
    }

    private sealed class ParsedEinsum(string text)
    {
        private readonly Pattern pattern = Pattern.Parse(PatternKind.Einsum, text);
        private string? equation;
        private long[][]? fitting;

        public string EquationFor(long[][] shapes)
        {
            if (fitting is { } known && AreSame(known, shapes)) return equation!;
            pattern.OrThrow(nameof(Einsum), Given.Many(shapes));
            if (EinsumPlan.Check(pattern, shapes) is { } finding)
                throw new EinopsException(nameof(Einsum), text, finding, Given.Many(shapes));
            equation ??= EinsumPlan.Equation(pattern);
            fitting = shapes;
            return equation;
        }

        private static bool AreSame(long[][] known, long[][] shapes)
        {
            if (known.Length != shapes.Length) return false;
            for (var i = 0; i < known.Length; i++)
                if (!known[i].AsSpan().SequenceEqual(shapes[i]))
                    return false;
            return true;
        }
    }
}
