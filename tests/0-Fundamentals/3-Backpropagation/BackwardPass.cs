using Arena.Arrays;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>
/// An operation on arrays and a gradient that arrives at its output, whose numbers all differ: what a backward function
/// is given. What it should return is found in two ways, by libtorch and by measuring.
/// </summary>
internal sealed class BackwardPass
{
    // Central differences with steps of 1e-5 are right to about nine digits here.
    private const double MeasuringTolerance = 1e-6;
    private const double Tolerance = 1e-10;

    private readonly Func<NdArray[], NdArray> forward;
    private readonly Func<Tensor[], Tensor> libtorch;
    private readonly NdArray[] inputs;

    /// <param name="forward">The operation on arrays.</param>
    /// <param name="libtorch">The same in libtorch.</param>
    /// <param name="inputs">The inputs.</param>
    public BackwardPass(
        Func<NdArray[], NdArray> forward, Func<Tensor[], Tensor> libtorch, params NdArray[] inputs)
    {
        (this.forward, this.libtorch, this.inputs) = (forward, libtorch, inputs);
        Output = forward(inputs);
        GradOut = Some.AwayFromZero(77, Output.Shape);
    }

    /// <summary>What the operation computed.</summary>
    public NdArray Output { get; }

    /// <summary>The gradient with respect to the output.</summary>
    public NdArray GradOut { get; }

    /// <summary>The inputs as tensors.</summary>
    public Tensor[] Tensors => [.. inputs.Select(x => x.Torch())];

    /// <summary>The gradient at the output as a tensor.</summary>
    public Tensor Grad => GradOut.Torch();

    /// <summary>Compares a gradient with what it should be.</summary>
    /// <param name="position">Of the input that it is with respect to.</param>
    /// <param name="backward">The backward function under test.</param>
    /// <param name="mistakes">Wrong answers, and the words for them.</param>
    public void Check(int position, Func<NdArray> backward, params IEnumerable<(string, Tensor)> mistakes)
    {
        Tensor actual;
        using (Some.MustStayUnchanged([GradOut, Output, .. inputs])) actual = backward().Torch();
        Output.Torch().Should().BeCloseTo(libtorch(Tensors), Tolerance);
        actual.Should().BeCloseTo(ByLibtorch(position), Tolerance, mistakes: [.. mistakes, .. General(position)]);
        actual.Should().BeCloseTo(Measured(position), MeasuringTolerance, mistakes: mistakes);
    }

    /// <summary>The gradient of an input, as libtorch finds it.</summary>
    public Tensor ByLibtorch(int position) => ByLibtorch(position, Grad);

    private Tensor ByLibtorch(int position, Tensor gradOut)
    {
        var tensors = Tensors;
        var input = tensors[position].requires_grad_();
        libtorch(tensors).backward([gradOut]);
        return input.grad!;
    }

    private Tensor Measured(int position)
    {
        const double step = 1e-5;
        var slopes = Enumerable.Range(0, inputs[position].Count)
            .Select(i => (Weighted(i, step) - Weighted(i, -step)) / (2 * step));
        return new NdArray([.. slopes], inputs[position].Shape).Torch();

        double Weighted(int place, double by)
        {
            var numbers = inputs[position].Data.ToArray();
            numbers[place] += by;
            NdArray[] moved = [.. inputs];
            moved[position] = new NdArray(numbers, inputs[position].Shape);
            return forward(moved).Data.ToArray().Zip(GradOut.Data.ToArray(), (x, y) => x * y).Sum();
        }
    }

    private IEnumerable<(string, Tensor)> General(int position)
    {
        yield return ("the gradient at the output was left out: the chain rule multiplies by it",
            ByLibtorch(position, ones_like(Grad)));
        yield return ("the sign is the other way round", -ByLibtorch(position));
        for (var other = 0; other < inputs.Length; other++)
            if (other != position)
                yield return ($"this is the gradient with respect to input {other}, not {position}", ByLibtorch(other));
        yield return ("the gradient was passed on as it arrived", Grad);
    }
}
