using Arena.Models;
using Arena.Training;

namespace Arena.Train;

/// <summary>How a shipped model is made, and how one sees that it came out as it should.</summary>
internal abstract class Recipe
{
    /// <summary>The model's name, and that of its file.</summary>
    public abstract string Name { get; }

    /// <summary>How many steps it takes.</summary>
    public abstract int Steps { get; }

    /// <summary>Whether the file of its training is shipped as well.</summary>
    public abstract bool KeepsTraining { get; }

    /// <summary>Trains it.</summary>
    /// <param name="seed">What its weights and its data come from.</param>
    /// <param name="progress">What is told of each step.</param>
    /// <returns>The model at some of the steps, the last one among them; the caller disposes of them.</returns>
    public abstract IReadOnlyList<Snapshot> Train(int seed, TrainingProgress progress);

    /// <summary>Measures what the model was trained for, on data that it has not seen.</summary>
    public abstract IReadOnlyList<Measured> Measure(HookedTransformer model);
}

/// <summary>A model at a moment of its training.</summary>
internal sealed record Snapshot(int Step, HookedTransformer Model);
