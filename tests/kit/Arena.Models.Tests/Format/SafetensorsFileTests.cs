using System.Text;
using Arena.Safetensors;

namespace Arena.Models.Tests.Format;

public class SafetensorsFileTests
{
    private const string Two =
        """
        {"__metadata__":{"format":"pt","a":"ü"},"b":{"dtype":"F32","shape":[2],"data_offsets":[3,11]},
        "a":{"data_offsets":[0,3],"shape":[1,3],"dtype":"U8"}}
        """;

    [Fact]
    public void A_file_is_read()
    {
        using var file = SafetensorsFile.Open(Bytes.File(Two + "   ", 11), "two");
        file.Metadata.Should().Equal(new Dictionary<string, string> { ["format"] = "pt", ["a"] = "ü" });
        file.Entries.Keys.Should().BeEquivalentTo("a", "b");
        var b = file.Entries["b"];
        (b.Name, b.Dtype, b.Start, b.Length, b.Count).Should().Be(("b", "F32", 3, 8, 2));
        b.Shape.Should().Equal(2);
        file.Entries["a"].Shape.Should().Equal(1, 3);
        file.Read("b").Should().Equal(3, 4, 5, 6, 7, 8, 9, 10);
        file.Read("a").Should().Equal(0, 1, 2);
        file.Invoking(x => x.Read("c")).Should().Throw<SafetensorsException>()
            .WithMessage("two: There is no tensor 'c'*");
        file.Invoking(x => x.Read("a", new byte[2])).Should().Throw<ArgumentException>().WithMessage("*3 bytes*2*");
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{"__metadata__":{}}""", 0)]
    [InlineData("""{"x":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"x":{"dtype":"BF16","shape":[0,5],"data_offsets":[0,0]}}""", 0)]
    public void Small_files_are_right(string header, int data)
    {
        using var file = SafetensorsFile.Open(Bytes.File(header, data), "small");
        file.Entries.Values.Sum(x => x.Length).Should().Be(data);
    }

    [Fact]
    public void Every_type_is_read_and_written()
    {
        SafetensorsDtypes.Names.Should().Contain(["F64", "F32", "F16", "BF16", "I64", "U64", "BOOL", "F8_E5M2"]);
        foreach (var dtype in SafetensorsDtypes.Names)
        {
            var data = Enumerable.Range(1, 6 * SafetensorsDtypes.Size(dtype)).Select(x => (byte)x).ToArray();
            using var file = SafetensorsFile.Open(Bytes.Written([new("x", dtype, [2, 1, 3], data)]), dtype);
            file.Read("x").Should().Equal(data);
            file.Entries["x"].Shape.Should().Equal(2, 1, 3);
        }
    }

    [Fact]
    public void A_file_may_begin_in_the_midst_of_a_stream()
    {
        var stream = new MemoryStream([9, 9, .. Bytes.File(Two, 11)]) { Position = 2 };
        using var file = SafetensorsFile.Open(stream, "two");
        file.Read("a").Should().Equal(0, 1, 2);
    }

    [Fact]
    public void A_file_that_becomes_shorter_is_noticed()
    {
        var stream = new MemoryStream();
        stream.Write(Bytes.File(Two, 11));
        stream.Position = 0;
        using var file = SafetensorsFile.Open(stream, "two");
        stream.SetLength(stream.Length - 1);
        file.Invoking(x => x.Read("b")).Should().Throw<SafetensorsException>().WithMessage("two: It became shorter*");
    }

    public static TheoryData<string, string, int> Wrong
    {
        get
        {
            const string x = "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]";
            return new()
            {
                { "", "does not begin with '{'", 0 },
                { " {}", "does not begin with '{'", 0 },
                { "[]", "does not begin with '{'", 0 },
                { "{", "not the JSON", 0 },
                { "{}{}", "not the JSON", 0 },
                { "{} x", "not the JSON", 0 },
                { "{\0}", "not the JSON", 0 },
                { "{\"a\":1}", "'a' has a Number where a StartObject should be", 0 },
                { "{\"\\ud800\":{}}", "not the JSON", 0 },
                { $"{{\"a\":{{{x}}},\"a\":{{{x}}}}}", "'a' twice", 8 },
                { "{\"__metadata__\":{},\"__metadata__\":{}}", "twice", 0 },
                { "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", "metadata has 'k' twice", 0 },
                { "{\"__metadata__\":{\"k\":1}}", "a Number where a String", 0 },
                { "{\"__metadata__\":3}", "a Number where a StartObject", 0 },
                { "{\"a\":{}}", "has not all of them", 0 },
                { $"{{\"a\":{{{x},\"shape\":[2]}}}}", "has 'shape'", 8 },
                { $"{{\"a\":{{{x},\"stride\":[2]}}}}", "has 'stride'", 8 },
                { "{\"a\":{\"dtype\":null,\"shape\":[2],\"data_offsets\":[0,8]}}", "a Null where a String", 8 },
                { "{\"a\":{\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "of type 'f32'", 8 },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", "a Number where a StartArray", 8 },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}", "no whole number", 8 },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", "no whole number", 8 },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[[2]],\"data_offsets\":[0,8]}}", "not the JSON", 8 },
                {
                    "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,8]}}",
                    "no whole number", 8
                },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "there cannot be", 8 },
                {
                    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,8]}}",
                    "there cannot be", 8
                },
                {
                    "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
                    "there cannot be", 0
                },
                {
                    "{\"a\":{\"dtype\":\"U8\",\"shape\":[0,4294967296,4294967296],\"data_offsets\":[0,0]}}",
                    "there cannot be", 0
                },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", "not a begin and an end", 8 },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}", "not a begin and an end", 8 },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "not a begin and an end", 8 },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}", "not a begin and an end", 8 },
                {
                    "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                    "takes 12 bytes and is said to have 8", 8
                },
                {
                    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                    "takes 4 bytes and is said to have 8", 8
                },
                { $"{{\"a\":{{{x}}}}}", "take 8 bytes, and 7 are there", 7 },
                { $"{{\"a\":{{{x}}}}}", "take 8 bytes, and 9 are there", 9 },
                { "{}", "take 0 bytes, and 1 are there", 1 },
                { $"{{\"a\":{{{x}}},\"b\":{{{x}}}}}", "overlap", 8 },
                {
                    $"{{\"a\":{{{x}}},\"b\":{{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[9,11]}}}}",
                    "leave a gap", 11
                },
                { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", "leave a gap", 12 },
                { $"{{\"a\":{new string('[', 5000)}", "a StartArray where", 0 },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_breaks_a_rule_is_refused(string header, string problem, int data) =>
        Refuse(Bytes.File(header, data), problem);

    [Fact]
    public void What_is_no_header_is_refused()
    {
        Refuse([], "0 bytes, fewer than the 8");
        Refuse(new byte[7], "7 bytes, fewer than the 8");
        Refuse([.. BitConverter.GetBytes(3UL), (byte)'{', (byte)'}'], "said to have 3 bytes, and 2 bytes follow");
        Refuse([.. BitConverter.GetBytes(100_000_001UL), 1], "100000001 bytes, and 100000000 are the most");
        Refuse([.. BitConverter.GetBytes(ulong.MaxValue), 1], "18446744073709551615 bytes");
        Refuse(Bytes.File([(byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)'}'], []), "not UTF-8");
        Refuse(Encoding.UTF8.GetBytes("<html><body>404</body></html>"), "are the most");
    }

    [Fact]
    public void A_refused_file_is_closed_and_another_one_is_no_such_file()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder["x"], [1, 2]);
        FluentActions.Invoking(() => SafetensorsFile.Open(folder["x"])).Should().Throw<SafetensorsException>()
            .Which.File.Should().Be(folder["x"]);
        using (File.Open(folder["x"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
        }
        FluentActions.Invoking(() => SafetensorsFile.Open(folder["y"])).Should().Throw<FileNotFoundException>();
    }

    private static void Refuse(byte[] file, string problem) =>
        FluentActions.Invoking(() => SafetensorsFile.Open(file, "model.safetensors")).Should()
            .Throw<SafetensorsException>()
            .WithMessage("model.safetensors: *. The file is damaged, or no safetensors file: fetch or write it anew.")
            .And.Message.Should().Contain(problem);
}
