using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class ComputationModelTests
{
    [ExerciseTheory("1.3.12")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void AbsoluteValuesOfAnything(long features)
    {
        var (into, outOf) = ComputationModel.AbsoluteValue(features);
        into.Should().HaveDtype(float32).And.HaveShape("neuron feature", 2 * features, features);
        outOf.Should().HaveDtype(float32).And.HaveShape("feature neuron", features, 2 * features);
        cat([into.flatten(), outOf.flatten()]).abs().max().item<float>().Should().BeLessThanOrEqualTo(
            1, "no weight is larger than 1 or smaller than −1");
        var x = cat([Some.Numbers(false, 7, features), zeros(1, features), eye(features), -eye(features)]);
        var output = x.matmul(into.t()).clamp(0).matmul(outOf.t()).clamp(0);
        output.Should().BeCloseTo(x.abs(), 1e-6, axes: "item feature", mistakes:
        [
            ("features below 0 come back as 0: who reads them?", x.clamp(0)),
            ("features above 0 come back as 0", (-x).clamp(0)),
            ("everything comes back twice", 2 * x.abs()),
            .. features > 1
                ? [("features get the value of another one: do both matrices number the neurons in the same way?",
                    x.abs().flip(1))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.3.13")]
    [InlineData(2, 4, 5, 3, false)]
    [InlineData(1, 1, 2, 6, false)]
    [InlineData(3, 3, 4, 4, true)]
    public void TwoLayersOfWeights(long instances, long items, long features, long neurons, bool view)
    {
        using var model = new ComputationModel(instances, features, neurons);
        Some.Fill(model);
        var x = Some.Numbers(view, instances, items, features);
        using var unchanged = Inputs.MustStayUnchanged(x, model.W_in, model.W_out, model.b_out);
        var hidden = bmm(x, model.W_in.transpose(1, 2));
        var bias = model.b_out.unsqueeze(1);
        var pre = bmm(hidden.clamp(0), model.W_out.transpose(1, 2)) + bias;
        model.call(x).Should().BeCloseTo(pre.clamp(0), 1e-5, axes: "instance item feature", mistakes:
        [
            ("the neurons have no ReLU", (bmm(hidden, model.W_out.transpose(1, 2)) + bias).clamp(0)),
            ("the output has no ReLU", pre),
            ("the bias is missing", (pre - bias).clamp(0)),
            ("the bias was subtracted", (pre - 2 * bias).clamp(0)),
            ("the bias was added after the ReLU", (pre - bias).clamp(0) + bias),
            .. items == instances
                ? [("each item got the bias of an instance", (pre - bias + model.b_out).clamp(0))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseFact("1.3.13")]
    public void AllWeightsGetGradients()
    {
        using var model = new ComputationModel(2, 3, 4);
        Some.Fill(model);
        model.call(Some.Numbers(false, 2, 9, 3)).sum().backward();
        foreach (var parameter in model.parameters())
            parameter.grad!.count_nonzero().item<long>().Should().BePositive("the graph reaches every weight");
    }
}
