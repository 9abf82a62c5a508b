using Arena.Fundamentals.Prerequisites;
using Arena.Pictures;
using static TorchSharp.torch;

namespace Arena.Testing.Tests.Pictures;

/// <summary>The pictures on the page of section 0.0 are what the puzzles want.</summary>
public class PagePicturesTests
{
    private static string Folder =>
        Path.Combine(Workspace.Find(AppContext.BaseDirectory)!.Chapters, "0-Fundamentals", "0-Prerequisites", "pictures");

    public static TheoryData<string> Exercises => [.. PuzzleTargets.ById.Keys];

    [Theory]
    [MemberData(nameof(Exercises))]
    public void A_picture_is_the_target_of_its_puzzle(string exercise)
    {
        using var scope = NewDisposeScope();
        var target = PuzzleTargets.ById[exercise](Digits.Draw());
        var committed = Path.Combine(Folder, exercise + ".png");
        var current = Path.Combine(Folder, exercise + ".received.png");
        if (File.Exists(committed) && Matches(PictureFile.Load(committed), target))
        {
            File.Delete(current);
            return;
        }
        PictureFile.Save(target, current);
        Assert.Fail($"{committed} is not what puzzle {exercise} wants. {current} is: rename it if it is right.");
    }

    [Fact]
    public void There_are_no_other_pictures_and_all_are_small()
    {
        var files = new DirectoryInfo(Folder).GetFiles("*.png")
            .Where(file => !file.Name.EndsWith(".received.png")).ToArray();
        files.Select(file => Path.GetFileNameWithoutExtension(file.Name)).Should().BeEquivalentTo(PuzzleTargets.ById.Keys);
        files.Sum(file => file.Length).Should().BeLessThan(300_000);
    }

    private static bool Matches(Tensor picture, Tensor target)
    {
        var colours = (target.dim() == 2 ? target.unsqueeze(0) : target).expand(3, -1, -1);
        return picture.shape.SequenceEqual(colours.shape) && picture.eq(colours).all().item<bool>();
    }
}
