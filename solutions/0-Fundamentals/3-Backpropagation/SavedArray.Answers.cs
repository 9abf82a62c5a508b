using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Makes a copy, which nobody can change.</summary>
[SolutionOnly, WrongAnswer("0.3.17", Says = "a copy would double the memory")]
internal sealed class SavedCopy
{
    public SavedCopy(NdArray array) => Value = array.Copy();

    public NdArray Value { get; }
}

/// <summary>Trusts everybody.</summary>
[SolutionOnly, WrongAnswer("0.3.17", Says = "the array was changed after it was saved")]
internal sealed class SavedTrustfully
{
    public SavedTrustfully(NdArray array) => Value = array;

    public NdArray Value { get; }
}

/// <summary>Takes any change for one after saving.</summary>
[SolutionOnly, WrongAnswer("0.3.17")]
internal sealed class SavedAtVersionZero
{
    private readonly NdArray array;

    public SavedAtVersionZero(NdArray array) => this.array = array;

    public NdArray Value =>
        array.Version == 0 ? array : throw new ChangedInPlaceException(array.Shape, 0, array.Version);
}

/// <summary>Asks for the version only when it is too late.</summary>
[SolutionOnly, WrongAnswer("0.3.17", Says = "the array was changed after it was saved")]
internal sealed class SavedWithoutItsVersion
{
    private readonly NdArray array;
    private int? version;

    public SavedWithoutItsVersion(NdArray array) => this.array = array;

    public NdArray Value
    {
        get
        {
            version ??= array.Version;
            return version == array.Version
                ? array
                : throw new ChangedInPlaceException(array.Shape, version.Value, array.Version);
        }
    }
}

/// <summary>Compares numbers, not versions.</summary>
[SolutionOnly, WrongAnswer("0.3.17")]
internal sealed class SavedWithItsSum
{
    private readonly NdArray array;
    private readonly double sum;
    private readonly int version;

    public SavedWithItsSum(NdArray array)
    {
        (this.array, version) = (array, array.Version);
        sum = array.Sum().Number;
    }

    public NdArray Value => array.Sum().Number == sum
        ? array
        : throw new ChangedInPlaceException(array.Shape, version, array.Version);
}

/// <summary>Remembers array and version as a pair.</summary>
[SolutionOnly, RightAnswer("0.3.17")]
internal sealed class SavedAsAPair
{
    private readonly (NdArray Array, int Version) saved;

    public SavedAsAPair(NdArray array) => saved = (array, array.Version);

    public NdArray Value
    {
        get
        {
            var changes = saved.Array.Version - saved.Version;
            if (changes > 0)
                throw new ChangedInPlaceException(saved.Array.Shape, saved.Version, saved.Version + changes);
            return saved.Array;
        }
    }
}
