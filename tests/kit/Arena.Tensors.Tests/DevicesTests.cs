using TorchSharp;

namespace Arena.Tensors.Tests;

public class DevicesTests
{
    [Theory]
    [InlineData(null, DeviceType.CPU, -1)]
    [InlineData("", DeviceType.CPU, -1)]
    [InlineData(" CPU ", DeviceType.CPU, -1)]
    [InlineData("cuda", DeviceType.CUDA, 0)]
    [InlineData("cuda:1", DeviceType.CUDA, 1)]
    [InlineData("Mps", DeviceType.MPS, 0)]
    public void KnowsTheDevicesByName(string? name, DeviceType type, int index) =>
        Devices.Parse(name).Should().Be((type, index));

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1:2")]
    [InlineData("cpu:0")]
    [InlineData("mps:0")]
    public void RefusesOthers(string name) =>
        Assert.Throws<InvalidOperationException>(() => Devices.Parse(name)).Message
            .Should().Be($"ARENA_DEVICE={name} is not a device. Use cpu, cuda, cuda:1 or mps.");

    [Fact]
    public void ChoosesADeviceThatIsThere()
    {
        Devices.Choose("cpu", (_, _) => true).type.Should().Be(DeviceType.CPU);
        Devices.Choose(null, (type, _) => type == DeviceType.CPU).type.Should().Be(DeviceType.CPU);
    }

    [Fact]
    public void SaysWhatADeviceThatIsNotThereWouldTake()
    {
        Assert.Throws<InvalidOperationException>(() => Devices.Choose("cuda:3", (_, index) => index < 2))
            .Message.Should().Be(
            "ARENA_DEVICE=cuda:3: this device is not there. It takes an NVIDIA card with its driver, and a build with "
            + "-p:TorchBackend=cuda. Without ARENA_DEVICE the CPU is used.");
        Assert.Throws<InvalidOperationException>(() => Devices.Choose("mps", (_, _) => false)).Message.Should().Be(
            "ARENA_DEVICE=mps: this device is not there. It takes a Mac with Apple silicon. "
            + "Without ARENA_DEVICE the CPU is used.");
    }
}
