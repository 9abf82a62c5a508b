using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for networks that compute.</summary>
[SolutionOnly]
internal static class ComputationModelAnswers
{
    [WrongAnswer("1.3.12", Says = "features below 0 come back as 0")]
    internal static (Tensor, Tensor) ReadsWhatIsAboveZeroOnly(long features) =>
        (cat([eye(features), zeros(features, features)]), cat([eye(features), eye(features)], 1));

    [WrongAnswer("1.3.12", Says = "features below 0 come back as 0")]
    internal static (Tensor, Tensor) WritesWithTheSign(long features) =>
        (cat([eye(features), -eye(features)]), cat([eye(features), -eye(features)], 1));

    [WrongAnswer("1.3.12")]
    internal static (Tensor, Tensor) NumbersTheNeuronsInTwoWays(long features) =>
        (cat([eye(features), -eye(features)]), eye(features).repeat_interleave(2, 1));

    [WrongAnswer("1.3.12")]
    internal static (Tensor, Tensor) WritesAColumnANeuron(long features) =>
        (cat([eye(features), -eye(features)]), cat([eye(features), eye(features)]));

    [RightAnswer("1.3.12")]
    internal static (Tensor, Tensor) PutsTheTwoOfAFeatureSideBySide(long features)
    {
        var signs = tensor(new float[] { 1, -1 }).repeat(features).unsqueeze(1);
        var each = eye(features).repeat_interleave(2, 0);
        return (signs * each, each.t());
    }

    [WrongAnswer("1.3.13", Says = "the neurons have no ReLU")]
    internal static Tensor ForgetsTheNeuronsRelu(ComputationModel model, Tensor x) =>
        Finish(model, Start(model, x)).relu();

    [WrongAnswer("1.3.13", Says = "the output has no ReLU")]
    internal static Tensor ForgetsTheLastRelu(ComputationModel model, Tensor x) =>
        Finish(model, Start(model, x).relu());

    [WrongAnswer("1.3.13", Says = "each item got the bias of an instance")]
    internal static Tensor LinesTheBiasUpWithItems(ComputationModel model, Tensor x) =>
        (Start(model, x).relu().matmul(model.W_out.transpose(1, 2)) + model.b_out).relu();

    [RightAnswer("1.3.13")]
    internal static Tensor MultipliesMatrices(ComputationModel model, Tensor x) =>
        Finish(model, Start(model, x).relu()).relu();

    private static Tensor Start(ComputationModel model, Tensor x) => x.matmul(model.W_in.transpose(1, 2));

    private static Tensor Finish(ComputationModel model, Tensor neurons) =>
        neurons.matmul(model.W_out.transpose(1, 2)) + model.b_out.unsqueeze(1);
}
