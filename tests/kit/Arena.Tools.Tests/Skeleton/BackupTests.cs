using Arena.Skeleton;

namespace Arena.Tools.Tests.Skeleton;

public class BackupTests
{
    private const string Stub = "chapters/0-Fundamentals/One.cs";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 30, 15, 7, TimeSpan.FromHours(2));

    [Fact]
    public void A_copy_lies_under_the_time_in_UTC()
    {
        using var kit = new TemporaryKit();
        kit.Write(Stub, "mine");

        var copy = new Backup(kit.Workspace, Now).Keep(Stub);

        copy.Should().Be($".arena/backups/20260301-103015-007/{Stub}");
        kit.Read(copy).Should().Be("mine");
    }

    [Fact]
    public void A_copy_is_never_written_over()
    {
        using var kit = new TemporaryKit();
        kit.Write(Stub, "first");
        var copy = new Backup(kit.Workspace, Now).Keep(Stub);
        kit.Write(Stub, "second");

        var again = () => new Backup(kit.Workspace, Now).Keep(Stub);

        again.Should().Throw<IOException>();
        kit.Read(copy).Should().Be("first");
    }
}
