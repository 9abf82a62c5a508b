using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What neurons do with their input: GELU (Hendrycks and Gimpel, 2016), exactly and nearly.</summary>
public static class Activations
{
    /// <summary>x times the probability that a normally distributed number is below x.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    [Exercise("1.1.16", "GELU",
        Minutes = 5, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("...")]
    public static Tensor Gelu([Shape("...")] Tensor x)
    {
        throw new NotImplementedException("1.1.16 GELU");
    }

    /// <summary>The approximation of GELU that GPT-2 was trained with: x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    [Exercise("1.1.17", "GELU with a tanh",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("...")]
    public static Tensor GeluTanh([Shape("...")] Tensor x)
    {
        throw new NotImplementedException("1.1.17 GELU with a tanh");
    }
}
