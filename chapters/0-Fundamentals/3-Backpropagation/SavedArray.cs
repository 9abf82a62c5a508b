using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>
/// An array that the backward pass will need again, and that must not have changed by then. It is not copied: that
/// would double the memory. Libtorch does the same.
/// </summary>
[Exercise("0.3.17", "Notice what changed in place",
    Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class SavedArray
{
    /// <summary>Keeps an array for later.</summary>
    public SavedArray(NdArray array)
    {
        throw new NotImplementedException("0.3.17 Notice what changed in place");
    }

    /// <summary>The array itself, no copy.</summary>
    /// <exception cref="ChangedInPlaceException">It was changed in place since it was saved.</exception>
    public NdArray Value => throw new NotImplementedException("0.3.17 Notice what changed in place");
}

/// <summary>An array that the backward pass needs is not any more what it was in the forward pass.</summary>
/// <param name="shape">The array's shape.</param>
/// <param name="saved">The version that it had in the forward pass.</param>
/// <param name="now">The version that it has now.</param>
public sealed class ChangedInPlaceException(IReadOnlyList<int> shape, int saved, int now) : InvalidOperationException(
    $"An array of shape {NdArray.Text(shape)} that the backward pass needs was changed in place: in the forward pass "
    + $"it was at version {saved}, and now it is at {now}. Make a new array, or change it after the backward pass.")
{
    /// <summary>The version that it had in the forward pass.</summary>
    public int Saved { get; } = saved;

    /// <summary>The version that it has now.</summary>
    public int Now { get; } = now;
}
