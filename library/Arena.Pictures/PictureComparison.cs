using static TorchSharp.torch;

namespace Arena.Pictures;

/// <summary>A picture beside the one that was wanted.</summary>
public static class PictureComparison
{
    private const int Margin = 8;
    private const int LabelHeight = 24;
    private const byte Paper = 0xf4;
    private const byte Ink = 0x30;

    /// <summary>
    /// Draws two pictures side by side, labelled YOURS and WANTED; when their sizes agree, a third one, DIFFERENT, is
    /// white where they differ and black elsewhere.
    /// </summary>
    /// <param name="yours">What was made: <c>channel height width</c> or <c>height width</c>, bytes.</param>
    /// <param name="wanted">What it should be, alike.</param>
    /// <returns><c>channel height width</c>, bytes.</returns>
    public static Tensor SideBySide(Tensor yours, Tensor wanted)
    {
        using var scope = NewDisposeScope();
        var (left, right) = (InColour(yours), InColour(wanted));
        var panels = new List<Tensor> { Labelled("YOURS", left), Labelled("WANTED", right) };
        if (left.shape.SequenceEqual(right.shape))
        {
            var differs = left.ne(right).any(0, keepdim: true).to(ScalarType.Byte).mul(255).to(ScalarType.Byte);
            panels.Add(Labelled("DIFFERENT", InColour(differs)));
        }
        var height = panels.Max(panel => panel.shape[1]);
        return cat([.. panels.Select(panel => Padded(panel, height, panel.shape[2]))], 2).MoveToOuterDisposeScope();
    }

    private static Tensor InColour(Tensor picture) =>
        (picture.dim() == 2 ? picture.unsqueeze(0) : picture).expand(3, -1, -1);

    private static Tensor Labelled(string text, Tensor picture)
    {
        var label = Label(text);
        var width = Math.Max(picture.shape[2], label.shape[2]) + 2 * Margin;
        return cat([Padded(label, LabelHeight + Margin, width), Padded(picture, picture.shape[1] + Margin, width)], 1);
    }

    // The picture, a margin to its left, and paper up to a size.
    private static Tensor Padded(Tensor picture, long height, long width)
    {
        var paper = full([3, height, width], Paper, dtype: ScalarType.Byte);
        var margin = picture.shape[2] == width ? 0 : Margin;
        paper[.., ..(int)picture.shape[1], margin..(int)(margin + picture.shape[2])] = picture;
        return paper;
    }

    private static Tensor Label(string text)
    {
        const int letterWidth = 8, letterHeight = 11, gap = 5, top = 8;
        var (height, width) = (LabelHeight, text.Length * (letterWidth + gap));
        var pixels = new byte[height * width];
        Array.Fill(pixels, Paper);
        for (var i = 0; i < text.Length; i++)
        {
            var box = (i * (letterWidth + gap) + 1.0, top, letterWidth, letterHeight);
            var coverage = Pen.Coverage(Glyphs.Of(text[i]), height, width, box, thickness: 1.3);
            for (var at = 0; at < pixels.Length; at++)
            {
                var shade = (byte)Math.Round(Paper + (Ink - Paper) * coverage[at / width, at % width]);
                pixels[at] = Math.Min(pixels[at], shade);
            }
        }
        return InColour(tensor(pixels, [height, width], dtype: ScalarType.Byte));
    }
}
