import { placePopup } from '../../../sandbox/page/forms/popup-place.ts';

const window = { width: 1000, height: 800 };
const control = { left: 100, width: 300 };

describe('where a list opens', () => {
  it('opens below its control, as wide as it', () => {
    const place = placePopup({ ...control, top: 100, bottom: 140 }, { width: 300, height: 200 }, window);
    expect(place).toEqual({ left: 100, width: 300, top: 144, maxHeight: 320 });
  });

  it('opens upwards where there is no room below', () => {
    const place = placePopup({ ...control, top: 700, bottom: 740 }, { width: 300, height: 200 }, window);
    expect(place).toEqual({ left: 100, width: 300, bottom: 104, maxHeight: 320 });
  });

  it('takes the side with more room where neither has enough', () => {
    const small = { width: 1000, height: 300 };
    const place = placePopup({ ...control, top: 100, bottom: 140 }, { width: 300, height: 400 }, small);
    expect(place).toMatchObject({ top: 144, maxHeight: 148 });
  });

  it('stays inside of a narrow window', () => {
    const narrow = { width: 360, height: 800 };
    const place = placePopup({ left: 250, width: 100, top: 10, bottom: 50 }, { width: 240, height: 100 }, narrow);
    expect(place).toMatchObject({ left: 112, width: 240 });
    expect(placePopup({ left: 5, width: 500, top: 10, bottom: 50 }, { width: 500, height: 9 }, narrow)).toMatchObject({
      left: 8,
      width: 344,
    });
  });
});
