using System.Text;
using System.Text.Json;
using Arena.Safetensors;

namespace Arena.Models.Tests.Format;

/// <summary>Whatever a file says, it is read as it is, or refused; and memory follows from its size alone.</summary>
public class DamagedFilesTests
{
    private const int Inputs = 120_000;

    // What a refusal takes: the exception, its text and where it was thrown.
    private const int Least = 128 << 10;

    private static readonly string[] HostileNumbers =
    [
        "0", "-1", "1", "7", "8", "2147483647", "2147483648", "4294967296", "4611686018427387904",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e18", "1e999", "0.5", "NaN", "01",
        "100000000000000000000000000000", "null", "[]", "\"8\"", "true",
    ];

    [Fact]
    public void Damaged_files_are_refused_or_read_as_they_are()
    {
        var random = new Random(7);
        var sound = SoundFiles();
        var (read, refused) = (0, 0);
        for (var i = 0; i < Inputs; i++)
        {
            var file = Damaged(random, sound);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var isRead = TryRead(file);
            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            if (taken > Least + 4 * file.Length) Assert.Fail($"Input {i} of {file.Length} bytes took {taken}.");
            if (isRead)
            {
                read++;
                MustBeRight(file, i);
            }
            else
            {
                refused++;
            }
        }
        refused.Should().BeGreaterThan(Inputs / 2);
        read.Should().BeGreaterThan(Inputs / 100, "some damage leaves a right file, or the test would show little");
    }

    [Theory]
    [InlineData("99999999999999999")]
    [InlineData("1000000000")]
    [InlineData("9223372036854775807")]
    public void Hostile_sizes_take_no_memory(string size)
    {
        var header = """{"x":{"dtype":"U8","shape":[SIZE],"data_offsets":[0,SIZE]}}""".Replace("SIZE", size);
        foreach (var file in new[]
                 {
                     Bytes.File(header, 16), [.. BitConverter.GetBytes(ulong.Parse(size)), .. new byte[100]],
                     [.. BitConverter.GetBytes(100_000_000UL), .. Encoding.UTF8.GetBytes(header)],
                 })
        {
            TryRead(file);
            var before = GC.GetAllocatedBytesForCurrentThread();
            TryRead(file).Should().BeFalse();
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Least);
        }
    }

    [Fact]
    public void Depth_is_no_danger()
    {
        foreach (var part in new[] { "[", "{\"a\":", "[{\"a\":[" })
        {
            var deep = string.Concat(Enumerable.Repeat(part, 100_000));
            TryRead(Bytes.File("{\"a\":" + deep)).Should().BeFalse();
            TryRead(Bytes.File("{\"__metadata__\":{\"a\":" + deep)).Should().BeFalse();
            TryRead(Bytes.File("{\"a\":{\"shape\":" + deep)).Should().BeFalse();
        }
    }

    [Fact]
    public void Many_names_are_read_in_time()
    {
        var header = new StringBuilder("{");
        for (var i = 0; i < 20_000; i++)
            header.Append($"\"t{i}\":{{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[{i},{i + 1}]}},");
        header[^1] = '}';
        using var file = SafetensorsFile.Open(Bytes.File(header.ToString(), 20_000), "many");
        file.Entries.Should().HaveCount(20_000);
        file.Read("t19999").Should().Equal(19_999 % 256);
    }

    private static byte[][] SoundFiles() =>
    [
        Bytes.Written([]),
        Bytes.Written([new("x", "F32", [2, 1], new byte[8])]),
        Bytes.Written(
            [new("blocks.0.attn.W_Q", "F32", [1, 2, 3], Enumerable.Range(0, 24).Select(x => (byte)x).ToArray()),
                new("b", "F16", [2], new byte[] { 1, 2, 3, 4 }), new("s", "I64", [], new byte[8]),
                new("e", "BOOL", [0, 3], Array.Empty<byte>())],
            new Dictionary<string, string> { ["format"] = "pt", ["note"] = "é\n" }),
        Bytes.Written([.. Enumerable.Range(0, 5).Select(i => new SafetensorsTensor($"t{i}", "U8", [i], new byte[i]))]),
    ];

    private static byte[] Damaged(Random random, byte[][] sound)
    {
        var file = Pick(sound);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            file = random.Next(10) switch
            {
                0 => Flipped(file, file.Length),
                1 => Flipped(file, HeaderEnd(file)),
                2 => file[..random.Next(file.Length + 1)],
                3 => [.. file, .. new byte[random.Next(1, 9)]],
                4 => Spliced(file, Pick(sound)),
                5 or 6 => WithHeader(file, text => Renumbered(text)),
                7 => WithHeader(file, text => Nested(text)),
                8 => WithHeader(file, text => Copied(text)),
                _ => [.. BitConverter.GetBytes(HostileLength(file)), .. file.Skip(8)],
            };
        }
        return file;

        T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

        byte[] Flipped(byte[] bytes, int end)
        {
            var copy = bytes.ToArray();
            for (var flips = random.Next(1, 9); flips > 0 && end > 0; flips--)
                copy[random.Next(end)] ^= (byte)(1 << random.Next(8));
            return copy;
        }

        byte[] Spliced(byte[] one, byte[] other)
        {
            if (one.Length < 8 || other.Length < 8) return one;
            return random.Next(2) == 0
                ? [.. other[..HeaderEnd(other)], .. one[HeaderEnd(one)..]]
                : [.. one[..random.Next(one.Length)], .. other[random.Next(other.Length)..]];
        }

        string Renumbered(string text)
        {
            var digits = Enumerable.Range(0, text.Length).Where(i => char.IsDigit(text[i])).ToList();
            if (digits.Count == 0) return text;
            var (start, end) = (Pick(digits), 0);
            for (end = start; end < text.Length && char.IsDigit(text[end]); end++)
            {
            }
            return text[..start] + Pick(HostileNumbers) + text[end..];
        }

        string Nested(string text)
        {
            var at = random.Next(text.Length + 1);
            var part = Pick(new[] { "[", "{\"a\":", "{", "]", "}", "\"", ",", "\\ud800", "\\u0000" });
            return text[..at] + string.Concat(Enumerable.Repeat(part, random.Next(1, 200))) + text[at..];
        }

        string Copied(string text)
        {
            var (start, length) = (random.Next(text.Length + 1), random.Next(1, 80));
            var part = text[start..Math.Min(text.Length, start + length)];
            var at = random.Next(text.Length + 1);
            return text[..at] + part + text[at..];
        }

        ulong HostileLength(byte[] bytes) => random.Next(5) switch
        {
            0 => ulong.MaxValue,
            1 => 100_000_000,
            2 => (ulong)bytes.Length,
            3 => (ulong)random.Next(64),
            _ => 1UL << random.Next(64),
        };
    }

    private static int HeaderEnd(byte[] file) =>
        file.Length < 8 ? file.Length : (int)Math.Min(BitConverter.ToUInt64(file), (ulong)file.Length - 8) + 8;

    // Most ways of damaging the text leave its announced length right, or nothing behind it would ever be tried.
    private static byte[] WithHeader(byte[] file, Func<string, string> change)
    {
        if (file.Length < 8) return file;
        var end = HeaderEnd(file);
        return Bytes.File(Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(file[8..end]))), file[end..]);
    }

    private static bool TryRead(byte[] bytes)
    {
        try
        {
            using var file = SafetensorsFile.Open(bytes, "damaged");
            foreach (var name in file.Entries.Keys) file.Read(name);
            return true;
        }
        catch (SafetensorsException)
        {
            return false;
        }
    }

    // As another reader of JSON sees it.
    private static void MustBeRight(byte[] bytes, int input)
    {
        using var file = SafetensorsFile.Open(bytes, "damaged");
        var end = HeaderEnd(bytes);
        using var json = JsonDocument.Parse(bytes.AsMemory(8, end - 8));
        var covered = new bool[bytes.Length - end];
        var names = 0;
        foreach (var member in json.RootElement.EnumerateObject())
        {
            if (member.Name == "__metadata__")
            {
                foreach (var note in member.Value.EnumerateObject())
                    (file.Metadata[note.Name] == note.Value.GetString()).Should().BeTrue("input {0}", input);
                continue;
            }
            names++;
            var entry = file.Entries[member.Name];
            var offsets = member.Value.GetProperty("data_offsets");
            var (from, to) = (offsets[0].GetInt32(), offsets[1].GetInt32());
            var shape = member.Value.GetProperty("shape").EnumerateArray().Select(x => x.GetInt64()).ToArray();
            var isRight = entry.Dtype == member.Value.GetProperty("dtype").GetString()
                && entry.Shape.SequenceEqual(shape) && shape.All(x => x >= 0)
                && shape.Aggregate((Int128)1, (product, x) => product * x) == entry.Count
                && entry.Count * SafetensorsDtypes.Size(entry.Dtype) == to - from
                && file.Read(member.Name).AsSpan().SequenceEqual(bytes.AsSpan(end)[from..to]);
            isRight.Should().BeTrue("input {0}", input);
            for (var i = from; i < to; i++)
            {
                covered[i].Should().BeFalse("input {0}", input);
                covered[i] = true;
            }
        }
        (names == file.Entries.Count && covered.All(x => x)).Should().BeTrue("input {0}", input);
    }
}
