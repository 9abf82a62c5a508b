using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>Which device the kit computes on.</summary>
public static class Devices
{
    /// <summary>
    /// The environment variable that chooses the device: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>mps</c>.
    /// </summary>
    public const string Variable = "ARENA_DEVICE";

    /// <summary>The device that <see cref="Variable"/> names; without it, the CPU. Read at every use.</summary>
    /// <exception cref="InvalidOperationException">
    /// The device is not known, or this machine does not have it.
    /// </exception>
    public static Device Default => Choose(Environment.GetEnvironmentVariable(Variable), IsThere);

    /// <summary>The device of a name.</summary>
    /// <param name="name">As in <see cref="Variable"/>; null or blank is the CPU.</param>
    /// <param name="isThere">Whether the machine has a device of a type and index.</param>
    internal static Device Choose(string? name, Func<DeviceType, int, bool> isThere)
    {
        var (type, index) = Parse(name);
        if (isThere(type, index)) return type == DeviceType.CPU ? CPU : new Device(type, index);
        throw new InvalidOperationException(
            $"{Variable}={name?.Trim()}: this device is not there. " + (type == DeviceType.CUDA
                ? "It takes an NVIDIA card with its driver, and a build with -p:TorchBackend=cuda. "
                : "It takes a Mac with Apple silicon. ") + $"Without {Variable} the CPU is used.");
    }

    internal static (DeviceType Type, int Index) Parse(string? name)
    {
        var parts = (name ?? "").Trim().ToLowerInvariant().Split(':');
        var index = 0;
        var known = parts.Length == 1 || (parts.Length == 2 && parts[0] == "cuda"
            && int.TryParse(parts[1], System.Globalization.NumberStyles.None, null, out index));
        return (known, parts[0]) switch
        {
            (true, "" or "cpu") => (DeviceType.CPU, -1),
            (true, "cuda") => (DeviceType.CUDA, index),
            (true, "mps") => (DeviceType.MPS, 0),
            _ => throw new InvalidOperationException(
                $"{Variable}={name?.Trim()} is not a device. Use cpu, cuda, cuda:1 or mps."),
        };
    }

    private static bool IsThere(DeviceType type, int index)
    {
        Native.EnsureLoaded();
        return type switch
        {
            DeviceType.CUDA => cuda.is_available() && index < cuda.device_count(),
            DeviceType.MPS => mps_is_available(),
            _ => true,
        };
    }
}
