using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for gradients that are too long.</summary>
[SolutionOnly]
internal static class ClippingAnswers
{
    [WrongAnswer("0.2.18", Says = "each parameter was shortened by itself")]
    internal static double ClipsEachAlone(IEnumerable<Parameter> parameters, double greatest)
    {
        var squares = 0.0;
        foreach (var parameter in parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            var length = gradient.norm().ToDouble();
            squares += length * length;
            if (length > greatest) gradient.mul_(greatest / length);
        }
        return Math.Sqrt(squares);
    }

    [WrongAnswer("0.2.18", Says = "the lengths were added up")]
    internal static double AddsTheLengths(IEnumerable<Parameter> parameters, double greatest)
    {
        var gradients = Gradients(parameters);
        var length = gradients.Sum(x => x.norm().ToDouble());
        if (length > greatest)
            foreach (var gradient in gradients) gradient.mul_(greatest / length);
        return length;
    }

    [WrongAnswer("0.2.18", Says = "each number was cut off by itself")]
    internal static double CutsEachNumber(IEnumerable<Parameter> parameters, double greatest)
    {
        var gradients = Gradients(parameters);
        var length = Length(gradients);
        foreach (var gradient in gradients) gradient.clamp_(-greatest, greatest);
        return length;
    }

    [WrongAnswer("0.2.18", Says = "gradients that were short enough became longer")]
    internal static double StretchesToo(IEnumerable<Parameter> parameters, double greatest)
    {
        var gradients = Gradients(parameters);
        var length = Length(gradients);
        foreach (var gradient in gradients) gradient.mul_(greatest / length);
        return length;
    }

    [WrongAnswer("0.2.18", Says = "the gradients are as they were")]
    internal static double MakesNewGradients(IEnumerable<Parameter> parameters, double greatest)
    {
        var gradients = Gradients(parameters);
        var length = Length(gradients);
        List<Tensor> clipped = [.. gradients.Select(x => length > greatest ? x * (greatest / length) : x)];
        return Math.Max(length, clipped.Count * 0);
    }

    [WrongAnswer("0.2.18", Says = "it returns the length before")]
    internal static double ReturnsTheLengthAfter(IEnumerable<Parameter> parameters, double greatest)
    {
        var gradients = Gradients(parameters);
        var length = Length(gradients);
        if (length > greatest)
            foreach (var gradient in gradients) gradient.mul_(greatest / length);
        return Length(gradients);
    }

    [RightAnswer("0.2.18")]
    internal static double AsksLibtorch(IEnumerable<Parameter> parameters, double greatest) =>
        nn.utils.clip_grad_norm_(parameters, greatest);

    [RightAnswer("0.2.18")]
    internal static double LaysThemInARow(IEnumerable<Parameter> parameters, double greatest)
    {
        var gradients = Gradients(parameters);
        if (gradients.Count == 0) return 0;
        var length = cat([.. gradients.Select(x => x.flatten())]).norm().ToDouble();
        var factor = Math.Min(1, greatest / Math.Max(length, 1e-300));
        foreach (var gradient in gradients) gradient.mul_(factor);
        return length;
    }

    private static List<Tensor> Gradients(IEnumerable<Parameter> parameters) =>
        [.. parameters.Where(x => x.grad is not null).Select(x => x.grad!)];

    private static double Length(IEnumerable<Tensor> gradients) =>
        Math.Sqrt(gradients.Select(x => x.norm().ToDouble()).Sum(x => x * x));
}
