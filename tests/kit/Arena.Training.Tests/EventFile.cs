using System.Buffers.Binary;
using Google.Protobuf;

namespace Arena.Training.Tests;

/// <summary>
/// Reads what TensorBoard reads, by the descriptions of the formats and with nothing of TorchSharp: records of
/// TFRecord, each an Event of TensorFlow's event.proto.
/// </summary>
internal static class EventFile
{
    internal sealed record Scalar(string Tag, float Value, long Step, double WallTime);

    /// <summary>The version that the first event says, and the numbers of the others.</summary>
    public static (string Version, Scalar[] Scalars) Read(string path)
    {
        var (version, scalars) = ("", new List<Scalar>());
        foreach (var record in Records(File.ReadAllBytes(path)))
        {
            var (wallTime, step) = (0.0, 0L);
            var input = new CodedInputStream(record);
            while (input.ReadTag() is var tag and not 0)
            {
                switch (WireFormat.GetTagFieldNumber(tag))
                {
                    case 1: wallTime = input.ReadDouble(); break;
                    case 2: step = input.ReadInt64(); break;
                    case 3: version = input.ReadString(); break;
                    case 5: scalars.AddRange(Values(input.ReadBytes(), step, wallTime)); break;
                    default: throw new InvalidDataException($"An event with the tag {tag}.");
                }
            }
        }
        return (version, [.. scalars]);
    }

    /// <summary>CRC-32C, bit by bit: the polynomial of Castagnoli, reversed.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
        }
        return ~crc;
    }

    // Length (8 bytes), its masked checksum (4), the record, its masked checksum (4); all little-endian.
    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
            MustBe(Masked(file.AsSpan(at, 8)), file.AsSpan(at + 8));
            var record = file[(at + 12)..(at + 12 + length)];
            MustBe(Masked(record), file.AsSpan(at + 12 + length));
            yield return record;
            at += 12 + length + 4;
        }
    }

    private static void MustBe(uint checksum, ReadOnlySpan<byte> written)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(written) != checksum)
        {
            throw new InvalidDataException("A checksum is wrong.");
        }
    }

    private static uint Masked(ReadOnlySpan<byte> bytes) => uint.RotateRight(Crc32C(bytes), 15) + 0xa282ead8;

    // Summary: repeated Value value = 1. Value: string tag = 1, float simple_value = 2.
    private static IEnumerable<Scalar> Values(ByteString summary, long step, double wallTime)
    {
        var input = summary.CreateCodedInput();
        while (input.ReadTag() is var field and not 0)
        {
            if (WireFormat.GetTagFieldNumber(field) != 1) throw new InvalidDataException($"A summary with {field}.");
            var value = input.ReadBytes().CreateCodedInput();
            var (name, number) = ("", float.NaN);
            while (value.ReadTag() is var part and not 0)
            {
                switch (WireFormat.GetTagFieldNumber(part))
                {
                    case 1: name = value.ReadString(); break;
                    case 2: number = value.ReadFloat(); break;
                    default: throw new InvalidDataException($"A value with the tag {part}.");
                }
            }
            yield return new Scalar(name, number, step, wallTime);
        }
    }
}
