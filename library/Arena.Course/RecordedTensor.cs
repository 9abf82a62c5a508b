using System.Buffers.Binary;
using System.Globalization;
using Arena.Safetensors;

namespace Arena;

/// <summary>
/// Numbers that a test once returned and that were looked at and accepted, with how near later ones have to be: one
/// tensor in a <c>.safetensors</c> file.
/// </summary>
/// <param name="Dtype">The element type as safetensors calls it, one of <see cref="Dtypes"/>.</param>
/// <param name="Shape">The size of each axis.</param>
/// <param name="Axes">The axes' names, separated by spaces.</param>
/// <param name="Tolerance">The largest difference that an element may have.</param>
/// <param name="Values">The elements, the last axis fastest.</param>
internal sealed record RecordedTensor(
    string Dtype, IReadOnlyList<int> Shape, string Axes, double Tolerance, IReadOnlyList<double> Values)
{
    private const string Name = "value";

    /// <summary>The element types that can be recorded.</summary>
    public static IReadOnlyList<string> Dtypes { get; } = ["F64", "F32", "I64", "I32", "U8", "BOOL"];

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="InvalidDataException">They are no recorded tensor; the message says why.</exception>
    public static RecordedTensor Parse(byte[] file)
    {
        try
        {
            using var tensors = SafetensorsFile.Open(file, "the file");
            var (dtype, shape) = (tensors.Entries[Name].Dtype, tensors.Entries[Name].Shape.ToArray());
            var axes = tensors.Metadata["axes"];
            if (Names(axes).Length != shape.Length) throw new InvalidDataException("it has not a name for each axis");
            return new RecordedTensor(
                dtype, Array.ConvertAll(shape, x => checked((int)x)), axes,
                double.Parse(tensors.Metadata["tolerance"], CultureInfo.InvariantCulture),
                [.. tensors.Read(Name).Chunk(Size(dtype)).Select(x => Read(dtype, x))]);
        }
        catch (Exception problem) when (problem is SafetensorsException or FormatException or KeyNotFoundException
            or OverflowException)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes()
    {
        var size = Size(Dtype);
        var data = new byte[size * Values.Count];
        for (var i = 0; i < Values.Count; i++) Write(Dtype, data.AsSpan(i * size, size), Values[i]);
        using var file = new MemoryStream();
        SafetensorsWriter.Write(
            file, [new(Name, Dtype, [.. Shape.Select(x => (long)x)], data)], new Dictionary<string, string>
            {
                ["axes"] = Axes,
                ["tolerance"] = Tolerance.ToString("R", CultureInfo.InvariantCulture),
            });
        return file.ToArray();
    }

    /// <summary>
    /// What else would pass for these numbers, though it is wrong: <c>zeros</c>, <c>the same with row and column
    /// transposed</c>; null when none of the usual mistakes would.
    /// </summary>
    public string? Accepts() =>
        Distortions(Names(Axes)).Where(x => IsClose(x.Values)).Select(x => x.What).FirstOrDefault();

    private IEnumerable<(string What, IEnumerable<double> Values)> Distortions(string[] names)
    {
        yield return ("zeros", Values.Select(_ => 0.0));

        for (var one = 0; one < Shape.Count; one++)
            for (var other = one + 1; other < Shape.Count; other++)
                if (Shape[one] == Shape[other] && Shape[one] > 1)
                    yield return ($"the same with {names[one]} and {names[other]} transposed",
                        Moved(at => (at[one], at[other]) = (at[other], at[one])));

        for (var axis = 0; axis < Shape.Count; axis++)
            if (Shape[axis] > 1)
                yield return ($"the same rolled by one along {names[axis]}",
                    Moved(at => at[axis] = (at[axis] + 1) % Shape[axis]));

        // Where the last axis has a single element, another size stands in for the d that somebody forgot.
        var d = Shape.Count > 0 && Shape[^1] > 1 ? Shape[^1] : 2;
        yield return ($"the same times √{d}", Values.Select(x => x * Math.Sqrt(d)));
        yield return ($"the same divided by √{d}", Values.Select(x => x / Math.Sqrt(d)));

        var finite = Values.Where(double.IsFinite).ToList();
        var mean = finite.DefaultIfEmpty().Average();
        var deviation = Math.Sqrt(finite.Select(x => (x - mean) * (x - mean)).DefaultIfEmpty().Average());
        if (deviation > 0)
            yield return ("the same plus one standard deviation", Values.Select(x => x + deviation));
    }

    // As the assertions on tensors compare: NaN equals NaN, and an infinity itself.
    private bool IsClose(IEnumerable<double> others) =>
        Values.Zip(others).All(x => x.First.Equals(x.Second) || Math.Abs(x.First - x.Second) <= Tolerance);

    // Each element taken from another place.
    private IEnumerable<double> Moved(Action<int[]> move)
    {
        for (var flat = 0; flat < Values.Count; flat++)
        {
            var at = new int[Shape.Count];
            for (int axis = Shape.Count - 1, rest = flat; axis >= 0; axis--)
                (rest, at[axis]) = Math.DivRem(rest, Shape[axis]);
            move(at);
            yield return Values[at.Zip(Shape).Aggregate(0, (sum, x) => sum * x.Second + x.First)];
        }
    }

    private static string[] Names(string axes) => axes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int Size(string dtype) => dtype switch
    {
        "F64" or "I64" => 8,
        "F32" or "I32" => 4,
        "U8" or "BOOL" => 1,
        _ => throw new InvalidDataException($"the dtype {dtype} is none of {string.Join(", ", Dtypes)}"),
    };

    private static double Read(string dtype, byte[] element) => dtype switch
    {
        "F64" => BinaryPrimitives.ReadDoubleLittleEndian(element),
        "F32" => BinaryPrimitives.ReadSingleLittleEndian(element),
        "I64" => BinaryPrimitives.ReadInt64LittleEndian(element),
        "I32" => BinaryPrimitives.ReadInt32LittleEndian(element),
        _ => element[0],
    };

    private static void Write(string dtype, Span<byte> element, double value)
    {
        switch (dtype)
        {
            case "F64": BinaryPrimitives.WriteDoubleLittleEndian(element, value); break;
            case "F32": BinaryPrimitives.WriteSingleLittleEndian(element, (float)value); break;
            case "I64": BinaryPrimitives.WriteInt64LittleEndian(element, (long)value); break;
            case "I32": BinaryPrimitives.WriteInt32LittleEndian(element, (int)value); break;
            default: element[0] = (byte)value; break;
        }
    }
}
