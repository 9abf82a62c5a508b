using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What a model begins with before it has learned anything.</summary>
public static class StartingWeights
{
    /// <summary>
    /// Sets every parameter, in the manner of GPT-2: matrices and tables (their names begin with <c>W_</c>) to random
    /// numbers around 0, those that write into the stream (<c>W_O</c>, <c>W_out</c>) smaller by the root of how many of
    /// them there are in the model, biases to 0, and scales of layer norms to 1.
    /// </summary>
    /// <param name="model">What is set.</param>
    /// <param name="deviation">The standard deviation of the random numbers, before it is made smaller.</param>
    /// <param name="generator">Where the random numbers come from; null is the global one.</param>
    [Exercise("1.1.22", "Starting weights",
        Minutes = 15, Difficulty = 3, Importance = 3, Model = MentalModel.ResidualStream)]
    public static void Set(Transformer model, double deviation = 0.02, Generator? generator = null)
    {
        using var off = no_grad();
        var writers = 2 * model.Config.NLayers;
        foreach (var (name, parameter) in model.named_parameters())
        {
            var last = name[(name.LastIndexOf('.') + 1)..];
            if (last is "W_O" or "W_out") parameter.normal_(0, deviation / Math.Sqrt(writers), generator);
            else if (last.StartsWith("W_")) parameter.normal_(0, deviation, generator);
            else if (last == "w") parameter.fill_(1);
            else parameter.zero_();
        }
    }
}
