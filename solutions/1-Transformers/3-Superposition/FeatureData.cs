using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>Made-up features: mostly 0, and a number from 0 to 1 where they are on.</summary>
public static class FeatureData
{
    /// <summary>Features that are on by chance, each by itself, with a strength that is uniform from 0 to 1.</summary>
    /// <param name="items">How many inputs of each instance.</param>
    /// <param name="probabilities">How likely each feature is on, <c>instance feature</c>.</param>
    /// <param name="generator">The only source of chance, which goes on from call to call.</param>
    /// <returns>float32, <c>instance item feature</c>.</returns>
    [Exercise("1.3.1", "Sparse features", Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Features)]
    [return: Shape("instance item feature")]
    public static Tensor Independent(
        long items, [Shape("instance feature")] Tensor probabilities, Generator generator)
    {
        var chances = Repeat(probabilities, "instance feature -> instance item feature", ("item", items));
        return chances.bernoulli(generator) * rand(chances.shape, generator: generator);
    }

    /// <summary>
    /// Features in pairs, 0 with 1, 2 with 3 and so on: both of a pair are on, or neither is. Their strengths are
    /// uniform from 0 to 1 and have nothing to do with each other, and neither have the pairs.
    /// </summary>
    /// <param name="items">How many inputs of each instance.</param>
    /// <param name="probabilities">How likely a pair is on, <c>instance pair</c>.</param>
    /// <param name="generator">The only source of chance, which goes on from call to call.</param>
    /// <returns>float32, <c>instance item feature</c>, with two features a pair.</returns>
    [Exercise("1.3.8", "Features that come together",
        Minutes = 10, Difficulty = 2, Importance = 2, Model = MentalModel.Features)]
    [return: Shape("instance item feature")]
    public static Tensor Together(long items, [Shape("instance pair")] Tensor probabilities, Generator generator)
    {
        var on = Repeat(probabilities, "instance pair -> instance item pair", ("item", items)).bernoulli(generator);
        var both = Repeat(on, "instance item pair -> instance item (pair 2)");
        return both * rand(both.shape, generator: generator);
    }

    /// <summary>
    /// Features in pairs, 0 with 1, 2 with 3 and so on: never are both of a pair on. Each of the two is on as often as
    /// the other, with a strength that is uniform from 0 to 1. The pairs have nothing to do with each other.
    /// </summary>
    /// <param name="items">How many inputs of each instance.</param>
    /// <param name="probabilities">How likely each feature of a pair is on, up to 0.5, <c>instance pair</c>.</param>
    /// <param name="generator">The only source of chance, which goes on from call to call.</param>
    /// <returns>float32, <c>instance item feature</c>, with two features a pair.</returns>
    [Exercise("1.3.9", "Features that avoid each other",
        Minutes = 15, Difficulty = 3, Importance = 2, Model = MentalModel.Features)]
    [return: Shape("instance item feature")]
    public static Tensor Apart(long items, [Shape("instance pair")] Tensor probabilities, Generator generator)
    {
        var chances = Repeat(2 * probabilities, "instance pair -> instance item pair", ("item", items));
        var on = chances.bernoulli(generator) * rand(chances.shape, generator: generator);
        var isFirst = full_like(on, 0.5).bernoulli(generator);
        return Rearrange(
            stack([on * isFirst, on * (1 - isFirst)], -1), "instance item pair member -> instance item (pair member)");
    }
}
