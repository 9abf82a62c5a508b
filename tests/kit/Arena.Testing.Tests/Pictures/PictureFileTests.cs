using Arena.Pictures;
using static TorchSharp.torch;

namespace Arena.Testing.Tests.Pictures;

public sealed class PictureFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-pictures-");
    private readonly IDisposable scope = NewDisposeScope();

    [Fact]
    public void A_picture_comes_back_as_it_was_written()
    {
        var picture = arange(2 * 3 * 5 * 7).reshape(2, 3, 5, 7).to(ScalarType.Byte)[1];
        PictureFile.Save(picture, PathOf("in/a/new/folder.png"));
        PictureFile.Load(PathOf("in/a/new/folder.png")).Should().BeEqualTo(picture, "channel height width");
    }

    [Fact]
    public void A_picture_without_channels_is_grey()
    {
        var grey = arange(6).reshape(2, 3).to(ScalarType.Byte) * 40;
        PictureFile.Save(grey, PathOf("grey.png"));
        PictureFile.Load(PathOf("grey.png")).Should().BeEqualTo(stack([grey, grey, grey]), "channel height width");
    }

    [Fact]
    public void Zoomed_pixels_are_blocks()
    {
        var picture = tensor(new byte[] { 10, 20, 30, 40 }, [1, 2, 2]);
        PictureFile.Save(picture, PathOf("zoomed.png"), zoom: 3);
        PictureFile.Load(PathOf("zoomed.png"))[1].Should().BeEqualTo(
            picture[0].repeat_interleave(3, dim: 0).repeat_interleave(3, dim: 1), "height width");
    }

    [Fact]
    public void Only_pictures_are_written()
    {
        long[][] wrongShapes = [[2, 2, 2], [3, 0, 2], [4], [1, 3, 2, 2]];
        foreach (var tensor in wrongShapes.Select(shape => zeros(shape, ScalarType.Byte)).Append(zeros(3, 2, 2)))
        {
            PictureFile.IsPicture(tensor).Should().BeFalse();
            FluentActions.Invoking(() => PictureFile.Save(tensor, PathOf("no.png")))
                .Should().Throw<ArgumentException>().WithMessage("A picture is*");
        }
        File.Exists(PathOf("no.png")).Should().BeFalse();
    }

    [Fact]
    public void Only_pictures_are_read()
    {
        FluentActions.Invoking(() => PictureFile.Load(PathOf("none.png"))).Should().Throw<FileNotFoundException>();
        File.WriteAllText(PathOf("text.png"), "not a picture");
        FluentActions.Invoking(() => PictureFile.Load(PathOf("text.png"))).Should().Throw<InvalidDataException>();
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
